import { type Upload, uploadFile } from './cloud';

/** An upload that has not moved for so long is given up. */
const STALLED_MS = 60_000;

/** Some phones never tell how far an upload is: those are given more time. */
const SILENT_MS = 600_000;

/** The id of the uploaded file; undefined when it was stopped before. Rejects when the upload fails or stalls. */
export async function watchedUpload(upload: Upload, stopped: Promise<void>): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const { fileId, abort } = uploadFile({
    ...upload,
    onPercent: (percent) => {
      allow(STALLED_MS);
      upload.onPercent(percent);
    },
  });
  function allow(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(abort, ms);
  }
  allow(SILENT_MS);
  try {
    return await Promise.race([fileId, stopped.then(() => undefined)]);
  } finally {
    clearTimeout(timer);
    abort();
  }
}
