import type { OpenApi } from './api';
import { ApiError } from './api-error';
import type { Ledger } from './ledger';
import { checkTemplateData } from './template-data';

const MAX_ID = 128;

/** `subscribeMessage.send`: one accept of the user allows one send. */
export function subscribeMessages(ledger: Ledger): Record<string, OpenApi> {
  return {
    'subscribeMessage.send': async (parameters, appid) => {
      const { touser: openid, template_id: templateId, page } = parameters;
      if (!isId(openid)) throw new ApiError(40003, 'invalid openid');
      if (!isId(templateId)) throw new ApiError(40037, 'invalid template_id');
      const data = checkTemplateData(parameters['data']);
      const message = { api: 'subscribeMessage.send', appid, openid, templateId, data };
      const isSent = await ledger.send(typeof page === 'string' ? { ...message, page } : message);
      if (!isSent) throw new ApiError(43101, 'user refuse to accept the msg');
      return {};
    },
  };
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID;
}
