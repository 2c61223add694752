/**
 * Who may do what: every server action, page and route handler of the portal × every kind of person. e2e/matrix.spec.ts
 * compares this list with what the build contains (one that is missing here, or vanished there, fails) and then tries
 * each of them as each kind of person.
 */

/** "expired" had a session; "idle" is an admin whose session lay idle for 30 minutes. */
export const KINDS = ["none", "expired", "viewer", "staff", "admin", "idle"] as const;
export type Kind = (typeof KINDS)[number];

/** What an action answers to a wrong input. "allowed": INVALID_INPUT, because the input is looked at last. */
export type ActionAnswer = "allowed" | "UNAUTHENTICATED" | "FORBIDDEN" | "REAUTHENTICATION_REQUIRED";
type ActionRow = Record<Kind, ActionAnswer>;

const signedOut = { none: "UNAUTHENTICATED", expired: "UNAUTHENTICATED" } as const;
const ANYONE: ActionRow = {
  none: "allowed",
  expired: "allowed",
  viewer: "allowed",
  staff: "allowed",
  admin: "allowed",
  idle: "allowed",
};
const VIEWER: ActionRow = { ...ANYONE, ...signedOut };
const STAFF: ActionRow = { ...VIEWER, viewer: "FORBIDDEN" };
const ADMIN: ActionRow = { ...STAFF, staff: "FORBIDDEN" };
/** Dangerous: declared with `fresh`. */
const FRESH_ADMIN: ActionRow = { ...ADMIN, idle: "REAUTHENTICATION_REQUIRED" };

/** `file#export` → who may. */
export const ACTIONS: Record<string, ActionRow> = {
  "app/sign-in/actions.ts#signIn": ANYONE,
  "app/setup/actions.ts#setUp": ANYONE,
  "app/actions/preferences.ts#setPreferences": ANYONE,
  "app/(portal)/actions.ts#refreshStats": STAFF,
  "app/(portal)/ahsp/actions.ts#editLine": STAFF,
  "app/(portal)/ahsp/actions.ts#editAhsp": STAFF,
  "app/(portal)/ahsp/saved-views/actions.ts#saveView": VIEWER,
  "app/(portal)/ahsp/saved-views/actions.ts#renameView": VIEWER,
  "app/(portal)/ahsp/saved-views/actions.ts#replaceView": VIEWER,
  "app/(portal)/ahsp/saved-views/actions.ts#shareView": STAFF,
  "app/(portal)/ahsp/saved-views/actions.ts#unshareView": VIEWER,
  "app/(portal)/ahsp/saved-views/actions.ts#removeView": VIEWER,
  "app/(portal)/imports/actions.ts#uploadFile": STAFF,
  "app/(portal)/imports/actions.ts#uploadCorrected": STAFF,
  "app/(portal)/imports/actions.ts#chooseColumns": STAFF,
  "app/(portal)/imports/actions.ts#leaveProfile": STAFF,
  "app/(portal)/imports/actions.ts#decideSuspects": STAFF,
  "app/(portal)/imports/actions.ts#planImport": STAFF,
  "app/(portal)/imports/actions.ts#commitImport": STAFF,
  "app/(portal)/imports/actions.ts#discardImport": STAFF,
  "app/(portal)/imports/actions.ts#revertImport": STAFF,
  "app/(portal)/imports/actions.ts#importSample": STAFF,
  "app/(portal)/account/actions.ts#changePassword": VIEWER,
  "app/(portal)/account/actions.ts#confirmPassword": VIEWER,
  "app/(portal)/account/actions.ts#signOut": VIEWER,
  "app/(portal)/views/actions.ts#refreshView": STAFF,
  "app/(portal)/views/actions.ts#analyseView": STAFF,
  "app/(portal)/views/actions.ts#verifyView": STAFF,
  "app/(portal)/views/actions.ts#scheduleView": ADMIN,
  "app/(portal)/views/actions.ts#rebuildView": FRESH_ADMIN,
  "app/(portal)/views/actions.ts#switchView": FRESH_ADMIN,
  "app/(portal)/views/actions.ts#cancelRefresh": FRESH_ADMIN,
  "app/(portal)/views/actions.ts#createIndex": FRESH_ADMIN,
  "app/(portal)/users/actions.ts#createUser": FRESH_ADMIN,
  "app/(portal)/users/actions.ts#changeRole": FRESH_ADMIN,
  "app/(portal)/users/actions.ts#setDisabled": FRESH_ADMIN,
  "app/(portal)/users/actions.ts#resetPassword": FRESH_ADMIN,
  "app/(portal)/users/actions.ts#createApiToken": FRESH_ADMIN,
  "app/(portal)/users/actions.ts#revokeApiToken": FRESH_ADMIN,
};

/**
 * What a GET answers. "shown": neither refused nor broken (with a `probe`, the thing itself may be missing). "sign-in":
 * goes to /sign-in. "home": goes to /. "hidden": 404. A number: this status, as JSON with a code.
 */
export type PathAnswer = "shown" | "sign-in" | "home" | "hidden" | 401 | 403;
type PathRow = Record<Kind, PathAnswer> & {
  /** A path to try, where the real one has [segments] or needs a query. */
  probe?: string;
};

const PUBLIC: PathRow = {
  none: "shown",
  expired: "shown",
  viewer: "shown",
  staff: "shown",
  admin: "shown",
  idle: "shown",
};
const VIEWER_PAGE: PathRow = { ...PUBLIC, none: "sign-in", expired: "sign-in" };
const STAFF_PAGE: PathRow = { ...VIEWER_PAGE, viewer: "hidden" };
const ADMIN_PAGE: PathRow = { ...STAFF_PAGE, staff: "hidden" };
const VIEWER_ROUTE: PathRow = { ...PUBLIC, none: 401, expired: 401 };
const STAFF_ROUTE: PathRow = { ...VIEWER_ROUTE, viewer: 403 };
const SIGN_IN_PAGE: PathRow = { ...PUBLIC, viewer: "home", staff: "home", admin: "home", idle: "home" };

/** Path of a page or GET route handler → who may. */
export const PATHS: Record<string, PathRow> = {
  "/": VIEWER_PAGE,
  "/about": VIEWER_PAGE,
  "/account": VIEWER_PAGE,
  "/ahsp": VIEWER_PAGE,
  "/ahsp/[id]": { ...VIEWER_PAGE, probe: "/ahsp/1" },
  "/ahsp/export": { ...VIEWER_ROUTE, probe: "/ahsp/export?format=csv" },
  "/imports": VIEWER_PAGE,
  "/imports/[id]": { ...VIEWER_PAGE, probe: "/imports/999999999" },
  "/imports/[id]/columns": { ...VIEWER_PAGE, probe: "/imports/999999999/columns" },
  "/imports/[id]/check": { ...VIEWER_PAGE, probe: "/imports/999999999/check" },
  "/imports/[id]/compare": { ...VIEWER_PAGE, probe: "/imports/999999999/compare" },
  "/imports/[id]/done": { ...VIEWER_PAGE, probe: "/imports/999999999/done" },
  "/imports/[id]/findings": { ...VIEWER_ROUTE, probe: "/imports/999999999/findings" },
  "/imports/[id]/rejected": { ...STAFF_ROUTE, probe: "/imports/999999999/rejected" },
  "/imports/[id]/workbook": { ...STAFF_ROUTE, probe: "/imports/999999999/workbook" },
  "/imports/template.csv": STAFF_ROUTE,
  "/imports/template.xlsx": STAFF_ROUTE,
  "/imports/[id]/file": { ...STAFF_ROUTE, probe: "/imports/999999999/file" },
  "/technologies": VIEWER_PAGE,
  "/technologies/companies": { ...VIEWER_PAGE, probe: "/technologies/companies?technology=Go" },
  "/technologies/company-names": VIEWER_ROUTE,
  "/views": VIEWER_PAGE,
  "/views/[name]": { ...VIEWER_PAGE, probe: "/views/referensi_ahsp_stats" },
  "/views/pulse": VIEWER_ROUTE,
  "/users": ADMIN_PAGE,
  "/sign-in": SIGN_IN_PAGE,
  "/setup": PUBLIC,
  "/icon.svg": PUBLIC,
  "/api/v1/openapi.json": PUBLIC,
  "/api/v1/technologies": VIEWER_ROUTE,
  "/api/health/live": PUBLIC,
  "/api/health/ready": PUBLIC,
};
