import { signedInApp, tell } from '../../support/web-sdk.mjs';

/** The official web SDK, unmodified, in Node: uploads, reads and deletes a file; prints what it saw as one line of JSON. */
const [url = '', endPointMode = '', method = '', foreign = ''] = process.argv.slice(2);
const app = await signedInApp(url, endPointMode);

const { fileID } = await app.uploadFile({ cloudPath: `web/${method} 图.txt`, filePath: new Blob(['你好']), method });
const { fileContent } = await app.downloadFile({ fileID });
const links = await app.getTempFileURL({ fileList: [fileID, foreign] });
const deleted = await app.deleteFile({ fileList: [fileID, foreign] });
const { result } = await app.callFunction({ name: 'echo', data: { text: '你好' } });
const codes = ({ fileList }) => fileList.map(({ code }) => code);
tell({ fileID, fileContent, links: codes(links), deleted: codes(deleted), result });
process.exit();
