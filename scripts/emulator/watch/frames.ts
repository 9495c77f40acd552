/** The frames of the realtime service, JSON texts on one WebSocket for all watches of a client. */
export type ClientFrame = {
  watchId?: string;
  requestId: string;
  msgType: string;
  msgData: Record<string, unknown> | null;
  exMsgData?: { signStr?: string };
};

export type ServerFrame = {
  watchId?: string;
  requestId: string;
  msgType: 'LOGIN_RES' | 'INIT_EVENT' | 'NEXT_EVENT' | 'CHECK_EVENT' | 'PONG' | 'ERROR';
  msgData: Record<string, unknown> | null;
};

export type DataType = 'init' | 'add' | 'update' | 'replace' | 'remove' | 'limit';
export type QueueType = 'init' | 'enqueue' | 'update' | 'dequeue';

/** One change of a watched result; the fields are JSON texts, empty when absent. Clients read either spelling of the last. */
export type WatchEvent = {
  ID: number;
  DataType: DataType;
  QueueType: QueueType;
  DocID: string;
  Doc: string;
  UpdatedFields: string;
  RemovedFields: string;
  removedFields: string;
};
