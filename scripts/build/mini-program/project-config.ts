import { readFile } from 'node:fs/promises';

/** The agent app's own DevTools project: the settings of the root's, with itself as the root. */
export async function agentProjectConfig(): Promise<string> {
  const config = JSON.parse(await readFile('project.config.json', 'utf8')) as Record<string, unknown>;
  const agent = { ...config, projectname: 'customer-service-agent', description: '客服端', miniprogramRoot: './' };
  delete (agent as Record<string, unknown>)['cloudfunctionRoot'];
  return `${JSON.stringify(agent, null, 2)}\n`;
}
