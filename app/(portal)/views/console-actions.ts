import { confirmPassword } from "@/app/(portal)/account/actions";
import {
  analyseView,
  cancelRefresh,
  createIndex,
  rebuildView,
  refreshView,
  scheduleView,
  switchView,
  verifyView,
} from "@/app/(portal)/views/actions";
import type { ViewActions } from "@/components/views/types";

/** What both pages of the console hand to their components. */
export const consoleActions: ViewActions = {
  analyseView,
  cancelRefresh,
  confirmPassword,
  createIndex,
  rebuildView,
  refreshView,
  scheduleView,
  switchView,
  verifyView,
};
