/** Tells when the phone loses the network and when it has it back. Returns how to stop. */
export function watchNetwork(listener: (isOnline: boolean) => void): () => void {
  const onChange = (result: { isConnected?: boolean; errMsg?: string }) => listener(result.isConnected === true);
  wx.onNetworkStatusChange(onChange);
  return () => wx.offNetworkStatusChange(onChange);
}
