import { notLocal } from './errors';

const kinds = ['Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon'];

/** `db.Geo`: there are no places in the local cloud, and whoever makes one is told so. */
export const Geo: Record<string, () => never> = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    () => {
      throw notLocal(`Geo.${kind}`);
    },
  ]),
);
