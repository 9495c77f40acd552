import { readFile } from 'node:fs/promises';

type ProjectConfig = { cloudfunctionRoot?: string; [setting: string]: unknown };

/** The agent app's own DevTools project: the settings of the root's, with itself as the root and no functions. */
export async function agentProjectConfig(): Promise<string> {
  const { cloudfunctionRoot: _, ...config } = JSON.parse(
    await readFile('project.config.json', 'utf8'),
  ) as ProjectConfig;
  const agent = { ...config, projectname: 'customer-service-agent', description: '客服端', miniprogramRoot: './' };
  return `${JSON.stringify(agent, null, 2)}\n`;
}
