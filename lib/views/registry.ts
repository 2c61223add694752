/** Every materialized view of the portal. Its definition is prisma/views/<name>.sql. */
export const VIEWS = ["referensi_ahsp_stats"] as const;
export type ViewName = (typeof VIEWS)[number];

export const REFRESH_MODES = ["standard", "concurrently"] as const;
export type RefreshMode = (typeof REFRESH_MODES)[number];
