/** What a cloud function's process does at the least: takes an event, answers. */
process.on('message', (event) => process.send?.(event));
