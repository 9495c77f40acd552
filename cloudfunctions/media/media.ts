import * as v from 'valibot';
import { readSuggestion } from '../common/cloud/content-checks';
import { AppError } from '../common/protocol/errors';
import { id } from '../common/protocol/fields';
import { heed } from '../common/steps/media-checks';

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/mediaCheckAsync.html */
const verdictEvent = v.object({
  Event: v.literal('wxa_media_check'),
  trace_id: id,
  errcode: v.optional(v.number(), 0),
  result: v.optional(v.unknown()),
});

/**
 * Takes the platform's verdict on a picture or a voice. Anybody may call: only who knows a trace id that the platform gave us is
 * heeded. One that is not known is refused, so that a verdict that comes before its trace id is stored is brought again.
 */
export async function media(event: unknown, now: number): Promise<null> {
  const read = v.safeParse(verdictEvent, event);
  if (!read.success) throw new AppError('INVALID_INPUT');
  const { trace_id: traceId, errcode, result } = read.output;
  if (!(await heed(traceId, errcode === 0 ? readSuggestion(result) : 'failed', now))) throw new AppError('NOT_FOUND');
  return null;
}
