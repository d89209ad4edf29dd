// The pages besides the inbox: each a module that is loaded when it is opened, under its own address.
import { type ComponentType, type LazyExoticComponent, lazy } from "react";

type Page = LazyExoticComponent<ComponentType>;

export const PAGES: Readonly<Record<string, Page>> = {
  customers: lazy(() => import("../customers/CustomersPage").then((found) => ({ default: found.CustomersPage }))),
  broadcasts: lazy(() => import("../broadcasts/BroadcastsPage").then((found) => ({ default: found.BroadcastsPage }))),
  segments: lazy(() => import("../segments/SegmentsPage").then((found) => ({ default: found.SegmentsPage }))),
  me: lazy(() => import("./MyPage").then((found) => ({ default: found.MyPage }))),
};
