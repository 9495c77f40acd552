import { callFunction, type FunctionCall, type FunctionResult } from './call-function';
import { Database } from './database';
import { downloadFile, type Download, type DownloadResult } from './download-file';
import { WxCloudError } from './errors';
import * as files from './file-list';
import type { CloudOptions } from './options';
import { Realtime } from './realtime/realtime';
import type { TransferTask } from './transfer-task';
import { uploadFile, type Upload, type UploadResult } from './upload-file';
import { Web } from './web';

/** What an app can do with one environment, once it is initialised. */
export class CloudConnection {
  protected readonly web: Web;
  private readonly realtime: Realtime;
  private isInitialised = false;

  constructor(options: CloudOptions) {
    this.web = new Web(options);
    this.realtime = new Realtime(this.web, options);
  }

  callFunction(call: FunctionCall): Promise<FunctionResult> | undefined {
    return callFunction(this.ready(), call);
  }

  database(_config?: { env?: unknown }): Database {
    return new Database(this.ready(), this.realtime);
  }

  uploadFile(upload: Upload): Promise<UploadResult> | TransferTask {
    return uploadFile(this.ready(), upload);
  }

  downloadFile(download: Download): Promise<DownloadResult> | TransferTask {
    return downloadFile(this.ready(), download);
  }

  getTempFileURL(request: files.LinkRequest): Promise<files.FileLinks> | undefined {
    return files.getTempFileURL(this.ready(), request);
  }

  deleteFile(request: files.DeleteRequest): Promise<files.FileStatuses> | undefined {
    return files.deleteFile(this.ready(), request);
  }

  protected initialised(): void {
    this.isInitialised = true;
  }

  private ready(): Web {
    if (this.isInitialised) return this.web;
    throw new WxCloudError(-1, "Cloud API isn't enabled, please call wx.cloud.init first");
  }
}
