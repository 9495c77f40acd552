/** What a paid plan of the service allows; the local cloud is as strict. */
export type Plan = { name: string; timeoutSeconds: number; memoryMb: number; watchConnections: number };

export const plans = {
  personal: { name: 'personal', timeoutSeconds: 3, memoryMb: 256, watchConnections: 10 },
  standard: { name: 'standard', timeoutSeconds: 60, memoryMb: 2048, watchConnections: 500 },
} satisfies Record<string, Plan>;

export type PlanName = keyof typeof plans;
