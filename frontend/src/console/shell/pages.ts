// The pages besides the inbox: each a module that is loaded when it is opened, under its own address.
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { learn } from "../words/i18n";

type Page = LazyExoticComponent<ComponentType>;

export const PAGES: Readonly<Record<string, Page>> = {
  customers: lazy(() => import("../customers/CustomersPage").then((found) => ({ default: found.CustomersPage }))),
  broadcasts: lazy(async () => {
    const [found] = await Promise.all([import("../broadcasts/BroadcastsPage"), learn("broadcasts")]);
    return { default: found.BroadcastsPage };
  }),
  segments: lazy(async () => {
    const [found] = await Promise.all([import("../segments/SegmentsPage"), learn("broadcasts")]);
    return { default: found.SegmentsPage };
  }),
  texts: lazy(async () => {
    const words = [learn("broadcasts"), learn("texts"), learn("rules")]; // it names broadcasts and rules as their pages do
    const [found] = await Promise.all([import("../texts/TextsPage"), ...words]);
    return { default: found.TextsPage };
  }),
  start: lazy(async () => {
    const [found] = await Promise.all([import("../settings/start/StartPage"), learn("settings")]);
    return { default: found.StartPage };
  }),
  settings: lazy(async () => {
    const [found] = await Promise.all([import("../settings/SettingsPage"), learn("settings")]);
    return { default: found.SettingsPage };
  }),
  newsletters: lazy(async () => {
    const [found] = await Promise.all([import("../newsletters/NewslettersPage"), learn("broadcasts")]);
    return { default: found.NewslettersPage };
  }),
  teaching: lazy(async () => {
    const [found] = await Promise.all([import("../teaching/TeachingPage"), learn("teaching")]);
    return { default: found.TeachingPage };
  }),
  me: lazy(() => import("./MyPage").then((found) => ({ default: found.MyPage }))),
};
