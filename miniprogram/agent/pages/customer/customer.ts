import { recordsText } from '../../text/records';

/** All that is known of a customer, on a page of its own. */
Page({
  data: { customerId: '' },
  onLoad({ id = '' }) {
    void wx.setNavigationBarTitle({ title: recordsText.file.title });
    this.setData({ customerId: id });
  },
});
