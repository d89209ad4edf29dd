import { i18n } from "@lingui/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useState } from "react";
import { Icon } from "../../thread/icons";
import { OpenPicture } from "../../thread/Media";
import { useScroll } from "../../thread/scrolling";
import type { MediaFile } from "../../thread/types";
import { WordingContext } from "../../thread/wording";
import { desk, KEYS } from "../api/desk";
import type { ConversationWhole, TimelineItem } from "../api/shapes";
import { useStaff } from "../inbox/people";
import { usePlace } from "../shell/place";
import { deskWording } from "../words/thread";
import { useNow } from "../words/useNow";
import { Day } from "./Day";
import { EventLine } from "./EventLine";
import { MessageBubble } from "./MessageBubble";
import { Note } from "./Note";
import type { Actions } from "./useActions";
import { useFound } from "./useFound";
import { useReading } from "./useReading";

const PictureDialog = lazy(() => import("./PictureDialog").then((found) => ({ default: found.PictureDialog })));

interface Props {
  of: ConversationWhole;
  actions: Actions;
}

/** Everything that was said and done, the newest below. */
export function Timeline({ of, actions }: Props) {
  const found = useInfiniteQuery({
    queryKey: KEYS.timeline(of.id),
    queryFn: ({ pageParam }) => desk.timeline(of.id, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const items = useMemo(() => found.data?.pages.flatMap((page) => page.items).toReversed() ?? [], [found.data]);
  const staff = useStaff();
  const now = useNow(60_000);
  const { at } = usePlace();
  const { log, atEnd, toEnd } = useScroll();
  const [wording] = useState(deskWording);
  const [picture, setPicture] = useState<MediaFile | null>(null);
  useReading(of, items);
  useFound(log, at, items, found);
  return (
    <>
      <div
        className="log"
        role="log"
        aria-live="polite"
        aria-label={i18n.t("Messages")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
        tabIndex={0}
        ref={log}
      >
        <WordingContext value={wording}>
          <OpenPicture value={setPicture}>
            <div className="log-inner">
              {found.hasNextPage && (
                <button
                  type="button"
                  className="plain earlier"
                  disabled={found.isFetchingNextPage}
                  onClick={() => void found.fetchNextPage()}
                >
                  {i18n.t("Earlier messages")}
                </button>
              )}
              {items.map((item, index) => (
                <div key={item.id} className="item" data-item={item.id}>
                  <Day of={item} before={items[index - 1]} now={now} />
                  <One item={item} before={items[index - 1]} of={of} staff={staff} actions={actions} />
                </div>
              ))}
            </div>
          </OpenPicture>
        </WordingContext>
      </div>
      <Suspense>{picture && <PictureDialog of={picture} close={() => setPicture(null)} />}</Suspense>
      {!atEnd && (
        <button type="button" className="to-end" aria-label={i18n.t("Go to the newest message")} onClick={toEnd}>
          <Icon name="down" />
        </button>
      )}
    </>
  );
}

interface OneProps extends Props {
  item: TimelineItem;
  before: TimelineItem | undefined;
  staff: ReturnType<typeof useStaff>;
}

function One({ item, before, of, staff, actions }: OneProps) {
  if (item.what === "note") return <Note of={item} staff={staff} />;
  if (item.what === "event") return <EventLine of={item} staff={staff} />;
  return <MessageBubble of={item} before={before} conversation={of} staff={staff} actions={actions} />;
}
