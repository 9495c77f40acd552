import { EventChannel } from '../event-channel';
import type { MiniProgram } from '../mini-program';
import { componentOf, type Instance } from '../easel';
import { IntersectionObserver } from '../intersection-observer';
import { SelectorQuery } from '../selector-query';
import { api, ApiFailure } from './call';

type Address = { url: string };
type Opening = Address & { events?: Record<string, (...values: unknown[]) => void> };

/** Pages: opening and closing them, their titles, and finding nodes in them. */
export function navigationApi(program: MiniProgram): Record<string, unknown> {
  const { navigation } = program;
  return {
    navigateTo: api('navigateTo', ({ url, events = {} }: Opening) => {
      const [ours, theirs] = channelPair();
      for (const [name, listener] of Object.entries(events)) ours.on(name, listener);
      navigation.navigateTo(url, theirs);
      return { eventChannel: ours };
    }),
    redirectTo: api('redirectTo', ({ url }: Address) => navigation.redirectTo(url)),
    reLaunch: api('reLaunch', ({ url }: Address) => navigation.reLaunch(url)),
    switchTab: api('switchTab', ({ url }: Address) => navigation.switchTab(url)),
    navigateBack: api('navigateBack', ({ delta = 1 }: { delta?: number }) => navigation.navigateBack(delta)),
    ...titleApi(program),
    ...queryApi(program),
  };
}

/** Two ends of a channel: what one emits, the other hears. */
function channelPair(): [EventChannel, EventChannel] {
  const [ours, theirs] = [new EventChannel(), new EventChannel()];
  const [hearOurs, hearTheirs] = [ours.emit.bind(ours), theirs.emit.bind(theirs)];
  ours.emit = hearTheirs;
  theirs.emit = hearOurs;
  return [ours, theirs];
}

function titleApi({ navigation }: MiniProgram): Record<string, unknown> {
  const bar = () => {
    if (!navigation.top) throw new ApiFailure('page not found');
    return navigation.top.settings.bar;
  };
  return {
    setNavigationBarTitle: api('setNavigationBarTitle', ({ title }: { title: string }) => bar().setTitle(title)),
    setNavigationBarColor: api(
      'setNavigationBarColor',
      ({ frontColor, backgroundColor }: { frontColor: string; backgroundColor: string }) =>
        bar().setColor(frontColor, backgroundColor),
    ),
    showNavigationBarLoading: api('showNavigationBarLoading', () => bar().setLoading(true)),
    hideNavigationBarLoading: api('hideNavigationBarLoading', () => bar().setLoading(false)),
  };
}

function queryApi({ navigation }: MiniProgram): Record<string, unknown> {
  const topComponent = () => navigation.top && componentOf(navigation.top.instance);
  return {
    createSelectorQuery: () => new SelectorQuery(topComponent),
    createIntersectionObserver: (instance: Instance, options: object = {}) =>
      new IntersectionObserver(componentOf(instance), options),
    pageScrollTo: api('pageScrollTo', ({ scrollTop, selector, duration = 300 }: Scrolling) => {
      const scroller = navigation.top?.scroller;
      const found = selector ? scroller?.querySelector(`[id$="--${selector.slice(1)}"]`) : undefined;
      const behavior = duration === 0 ? 'instant' : 'smooth';
      if (found) found.scrollIntoView({ behavior });
      else scroller?.scrollTo({ top: scrollTop ?? 0, behavior });
    }),
  };
}

type Scrolling = { scrollTop?: number; selector?: string; duration?: number };
