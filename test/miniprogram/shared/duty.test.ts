import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Presence } from '../../../cloudfunctions/common/protocol/documents';
import { startDuty } from '../../../miniprogram/shared/duty';
import { failureCode } from '../../../miniprogram/shared/failure';
import { pass } from './support/apps';
import { agent, CloudModel, refusal } from './support/cloud-model';
import { Phone, type Fate } from './support/phone';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

function onDuty(presence: Presence = 'online') {
  const cloud = new CloudModel();
  const phone = new Phone(cloud, agent);
  phone.install();
  const told: string[] = [];
  const duty = startDuty({
    presence,
    onChange: (now) => told.push(now),
    onError: (error) => told.push(failureCode(error)),
  });
  const said = () => cloud.callsOf('assignment.status').map(({ status }) => status);
  return { cloud, phone, duty, told, said };
}

test('says at once that the agent is there, and again every 40 seconds', async () => {
  const { said } = onDuty();
  await pass(SECOND);
  expect(said()).toEqual(['online']);
  await pass(2 * MINUTE);
  expect(said()).toHaveLength(4);
});

test('off duty it says nothing until it is told to', async () => {
  const { duty, said, told } = onDuty('offline');
  await pass(5 * MINUTE);
  expect(said()).toEqual([]);
  const setting = duty.set('busy');
  await pass(SECOND);
  await setting;
  expect([duty.presence(), told]).toEqual(['busy', ['busy']]);
  await pass(41 * SECOND);
  expect(said()).toEqual(['busy', 'busy']);
});

test('going off duty ends the renewals', async () => {
  const { duty, said } = onDuty();
  await pass(SECOND);
  const setting = duty.set('offline');
  await pass(10 * MINUTE);
  await setting;
  expect(said()).toEqual(['online', 'offline']);
});

test('a renewal under way does not outlast the word that comes after it', async () => {
  const { cloud, phone, duty } = onDuty();
  const fates: Fate[] = ['slow', 'answer', 'slow'];
  phone.fate = () => fates.shift() ?? 'answer';
  const settings = [duty.set('offline'), duty.set('busy'), duty.set('offline')];
  await pass(MINUTE);
  await Promise.all(settings);
  expect([cloud.presence, duty.presence()]).toEqual(['offline', 'offline']);
});

test('put away it says so once and no more; shown it renews at once', async () => {
  const { cloud, phone } = onDuty();
  const said = () => cloud.callsOf('assignment.status').map(({ isHidden = false }) => isHidden);
  await pass(SECOND);
  phone.setVisible(false);
  await pass(10 * MINUTE);
  expect(said()).toEqual([false, true]);
  phone.setVisible(true);
  await pass(SECOND);
  expect(said()).toEqual([false, true, false]);
});

test('a renewal that failed is tried again soon, a setting that failed is told and changes nothing', async () => {
  const { phone, duty, said } = onDuty();
  await pass(SECOND);
  phone.fate = () => 'fail';
  const failure = duty.set('busy').catch(failureCode);
  await pass(MINUTE);
  expect([await failure, duty.presence()]).toEqual(['NETWORK', 'online']);
  phone.fate = () => 'answer';
  await pass(30 * SECOND);
  expect(said()).toEqual(['online', 'online']);
});

test('a refusal for good is told, and not asked for again', async () => {
  const { phone, told } = onDuty();
  let asked = 0;
  phone.fate = () => {
    asked += 1;
    return refusal('FORBIDDEN');
  };
  await pass(10 * MINUTE);
  expect([told, asked]).toEqual([['FORBIDDEN'], 1]);
});

test('closed, it says nothing more', async () => {
  const { duty, said } = onDuty();
  await pass(SECOND);
  duty.close();
  await pass(0);
  expect(jest.getTimerCount()).toBe(0);
  await pass(10 * MINUTE);
  expect(said()).toHaveLength(1);
});
