/** @jest-environment jsdom */
import { expect, test } from '@jest/globals';
import { loadComponent } from '../support/component';

test.each(['customer', 'agent'])("WeChat's own compiler accepts every template of the %s app", (app) => {
  expect(() => loadComponent('avatar', app)).not.toThrow();
});
