import { randomBytes } from 'node:crypto';
import type { Clock, Plain } from '../contract';
import type { OpenApi } from './api';
import { ApiError } from './api-error';
import type { Ledger } from './ledger';
import { judge, type Judgement } from './moderation';
import { minuteQuota } from './quota';
import type { Verdicts } from './verdicts';
import type { VisitBook } from './visits';

type Parts = { ledger: Ledger; visits: VisitBook; verdicts: Verdicts; clock: Clock };

const MAX_TEXT = 2500;
const SCENES = new Set([1, 2, 3, 4]);
const AUDIO = 1;
const IMAGE = 2;

/** `security.msgSecCheck` and `security.mediaCheckAsync`, version 2. */
export function contentChecks({ ledger, visits, verdicts, clock }: Parts): Record<string, OpenApi> {
  const countText = minuteQuota(4000, clock);
  const countMedium = minuteQuota(2000, clock);
  return {
    'security.msgSecCheck': (parameters, appid) => {
      checkCommon(parameters);
      const content = textOf(parameters['content']);
      visits.requireRecent(parameters['openid'], appid);
      countText(appid);
      return textAnswer(judge(content, ledger.moderation()));
    },
    'security.mediaCheckAsync': async (parameters, appid) => {
      checkCommon(parameters);
      const { media_url: mediaUrl, media_type: type, openid } = parameters;
      if (type !== AUDIO && type !== IMAGE) throw new ApiError(40004, 'invalid media type');
      if (typeof mediaUrl !== 'string' || mediaUrl === '') throw new ApiError(40097, 'invalid args: media_url');
      visits.requireRecent(openid, appid);
      countMedium(appid);
      const traceId = newTraceId();
      await verdicts.promise({ traceId, appid, openid: String(openid), mediaUrl });
      return { trace_id: traceId };
    },
  };
}

function checkCommon({ version, scene }: Plain): void {
  if (Number(version) !== 2) throw new ApiError(40097, 'invalid args: only version 2 is offered');
  if (!SCENES.has(Number(scene))) throw new ApiError(40129, 'invalid scene');
}

function textOf(content: unknown): string {
  if (typeof content !== 'string' || content === '') throw new ApiError(44004, 'empty content');
  if (content.length > MAX_TEXT) throw new ApiError(45002, `content size out of limit: at most ${MAX_TEXT} characters`);
  return content;
}

function textAnswer({ suggest, label, word }: Judgement): Plain {
  const keyword = word === undefined ? {} : { suggest, label, keyword: word, level: 90 };
  return {
    detail: [
      { strategy: 'content_model', errcode: 0, suggest, label, prob: 90 },
      { strategy: 'keyword', errcode: 0, ...keyword },
    ],
    trace_id: newTraceId(),
    result: { suggest, label },
  };
}

function newTraceId(): string {
  return [4, 4, 4].map((bytes) => randomBytes(bytes).toString('hex')).join('-');
}
