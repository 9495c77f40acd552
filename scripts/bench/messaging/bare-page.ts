/** The least that is a chat: a field, a button, a list and a socket. */
export const barePage = `<!doctype html>
<html lang="zh-CN">
  <head><meta charset="utf-8" /><meta name="viewport" content="width=device-width" /><link rel="icon" href="data:," /></head>
  <body>
    <textarea aria-label="消息输入框"></textarea><button>发送</button>
    <div id="list"></div>
    <script>
      const [field, button, list] = ['textarea', 'button', '#list'].map((each) => document.querySelector(each));
      const show = (text) => {
        list.append(Object.assign(document.createElement('div'), { textContent: text }));
        scrollTo(0, document.body.scrollHeight);
      };
      const socket = new WebSocket(location.origin.replace('http', 'ws'));
      socket.addEventListener('open', () => document.body.setAttribute('data-ready', ''));
      socket.addEventListener('message', ({ data }) => show(data));
      button.addEventListener('click', () => {
        socket.send(field.value);
        show(field.value);
        field.value = '';
      });
    </script>
  </body>
</html>
`;
