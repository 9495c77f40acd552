import { signedInApp, tell } from '../../support/web-sdk.mjs';

/** The official web SDK, unmodified, watching its user's feed; each thing that happens is a line of JSON. */
const app = await signedInApp(process.argv[2]);
const { uid } = app.auth().currentUser;
tell({ signedIn: uid });
app
  .database()
  .collection('feed')
  .where({ to: uid })
  .watch({
    onChange: ({ docs, docChanges }) => tell({ docs, changes: docChanges.map((change) => change.dataType) }),
    onError: (error) => tell({ error: String(error) }),
  });
