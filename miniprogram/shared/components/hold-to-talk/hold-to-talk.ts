import { VOICE_LIMIT_MS } from '../../../../cloudfunctions/common/protocol/limits';
import { COUNTDOWN_S, LEAST_VOICE_MS, moved, restingTalk } from '../../format/talk';
import { text } from '../../text/text';
import { type Recording, startRecording, stopRecording } from '../../voice-recorder';

const LIMIT_S = VOICE_LIMIT_MS / 1000;

/** A button to hold while one speaks. Fires `voice` with what was recorded, and `refused` when the phone does not let it. */
Component({
  options: { pureDataPattern: /^_/ },
  properties: { disabled: Boolean },
  data: {
    t: {
      hold: text.voice.hold,
      release: text.voice.release,
      releaseToCancel: text.voice.releaseToCancel,
      slide: text.voice.slide,
    },
    ...restingTalk,
    left: '',
    bars: Array.from({ length: 15 }, (_, index) => index),
    _startY: 0,
    _isWanted: false,
    _ticker: undefined as ReturnType<typeof setInterval> | undefined,
  },
  lifetimes: {
    detached() {
      this.cancel();
    },
  },
  pageLifetimes: {
    hide() {
      this.cancel();
    },
  },
  methods: {
    press({ touches }: WechatMiniprogram.TouchEvent) {
      if (this.data.disabled || this.data.talk !== 'idle') return;
      this.setData({ talk: 'asking', left: '', _startY: touches[0]?.clientY ?? 0, _isWanted: true });
      startRecording({
        onStart: () => this.started(),
        onStop: (recording) => this.stopped(recording),
        onFail: (reason) => this.failed(reason),
      });
    },
    move({ touches }: WechatMiniprogram.TouchEvent) {
      const talk = moved(this.data.talk, this.data._startY - (touches[0]?.clientY ?? 0));
      if (talk !== this.data.talk) this.setData({ talk });
    },
    release() {
      const { talk } = this.data;
      if (talk === 'idle') return;
      this.setData({ _isWanted: talk === 'recording' });
      this.end();
    },
    cancel() {
      if (this.data.talk === 'idle') return;
      this.setData({ _isWanted: false });
      this.end();
    },
    /** While the phone still asks, there is nothing to stop: what begins then is thrown away. */
    end() {
      clearInterval(this.data._ticker);
      if (this.data.talk !== 'asking') stopRecording();
      this.setData({ talk: 'idle' });
    },
    started() {
      if (!this.data._isWanted) return stopRecording();
      void wx.vibrateShort({ type: 'light' });
      let left = LIMIT_S;
      const tick = () => {
        left--;
        if (left <= COUNTDOWN_S && left > 0) this.setData({ left: text.voice.left(left) });
      };
      this.setData({ talk: 'recording', _ticker: setInterval(tick, 1000) });
    },
    stopped(recording: Recording) {
      clearInterval(this.data._ticker);
      const isCancelling = this.data.talk === 'cancelling';
      this.setData({ talk: 'idle' });
      if (!this.data._isWanted || isCancelling) return;
      if (recording.duration < LEAST_VOICE_MS) void wx.showToast({ title: text.voice.tooShort, icon: 'none' });
      else this.triggerEvent('voice', recording);
    },
    failed(reason: 'denied' | 'failed') {
      clearInterval(this.data._ticker);
      this.setData({ talk: 'idle' });
      this.triggerEvent('refused', { reason });
    },
  },
});
