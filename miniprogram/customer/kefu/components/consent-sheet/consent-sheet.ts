import { words } from '../../../text/words';

/** What the business asks consent to, from below. Fires `agree` and `refuse`; agreeing also tells WeChat. */
Component({
  properties: {
    isShown: Boolean,
    /** In the business's own words; without them WeChat's guide is pointed to. */
    content: String,
    /** WeChat has a guide to show. */
    hasContract: Boolean,
  },
  data: {
    t: {
      title: words.consent.title,
      plain: words.consent.plain,
      agree: words.consent.agree,
      refuse: words.consent.refuse,
      contract: words.consent.contract,
    },
  },
  methods: {
    agree() {
      this.triggerEvent('agree');
    },
    refuse() {
      this.triggerEvent('refuse');
    },
    openContract() {
      wx.openPrivacyContract({});
    },
  },
});
