import { createContext, use, useRef, useState } from "react";
import { Icon } from "./icons";
import type { MediaFile, Place } from "./types";
import { useWording } from "./wording";

/** Shows a picture large; without it a picture opens as a page of its own. */
export const OpenPicture = createContext<((file: MediaFile) => void) | null>(null);

export function Attachment({ file }: { file: MediaFile }) {
  const words = useWording();
  const open = use(OpenPicture);
  if (file.kind === "image" && open) {
    return (
      <button type="button" className="picture" onClick={() => open(file)}>
        <img src={file.url} alt={file.alt ?? words.picture} width="264" height="198" loading="lazy" />
      </button>
    );
  }
  if (file.kind === "image") {
    return (
      <a className="picture" href={file.url} target="_blank" rel="noopener noreferrer">
        <img src={file.url} alt={words.picture} width="264" height="198" loading="lazy" />
      </a>
    );
  }
  if (file.kind === "audio") return <VoiceNote file={file} />;
  if (file.kind === "video") return <video className="picture" src={file.url} controls preload="metadata" />;
  const name = file.filename.split("/").pop() || words.document;
  return (
    <a className="document" href={file.url} download={file.filename.split("/").pop() ?? ""} rel="noopener noreferrer">
      <Icon name="file" />
      <span>
        <b>{name}</b>
        <small>{[typeName(file.type), file.size && fileSize(file.size)].filter(Boolean).join(" · ")}</small>
      </span>
    </a>
  );
}

const LONGEST = 12;

/** Return what people call a type: "PDF" for application/pdf. */
const typeName = (type: string) =>
  (type.split(";")[0] ?? "").split(/[/.+]/).pop()?.slice(0, LONGEST).toUpperCase() ?? "";

const KILO = 1000;

/** Return a size as it is read: "48 kB", "3.2 MB". */
export function fileSize(bytes: number): string {
  const isLarge = bytes >= KILO * KILO;
  const size = isLarge ? bytes / KILO / KILO : Math.max(1, bytes / KILO);
  const digits = new Intl.NumberFormat("en", { maximumFractionDigits: isLarge ? 1 : 0 });
  return `${digits.format(size)} ${isLarge ? "MB" : "kB"}`;
}

const BARS = 27;

function VoiceNote({ file }: { file: MediaFile }) {
  const words = useWording();
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [played, setPlayed] = useState(0);
  const [length, setLength] = useState(0);
  const toggle = () => (playing ? audio.current?.pause() : void audio.current?.play().catch(() => setPlaying(false)));
  const bars = [...Array(BARS).keys()].map((bar) => 4 + (parseInt(file.sid.slice(4 + bar, 5 + bar), 16) || 0));
  return (
    <div className="voice">
      <button type="button" className="round" aria-label={playing ? words.pause : words.play} onClick={toggle}>
        <Icon name={playing ? "pause" : "play"} />
      </button>
      <svg viewBox={`0 0 ${BARS * 5} 24`} aria-hidden="true">
        {bars.map((height, bar) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bars neither come, go nor move
            key={bar}
            className={bar < played * BARS ? "past" : ""}
            x={bar * 5}
            y={12 - height / 2}
            width="3"
            height={height}
            rx="1.5"
          />
        ))}
      </svg>
      <small>{length ? `0:${String(Math.round(length)).padStart(2, "0")}` : words.voice}</small>
      <audio
        ref={audio}
        src={file.url}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlayed(0)}
        onLoadedMetadata={(event) =>
          setLength(Number.isFinite(event.currentTarget.duration) ? event.currentTarget.duration : 0)
        }
        onTimeUpdate={(event) => setPlayed(event.currentTarget.currentTime / (event.currentTarget.duration || 1))}
      />
    </div>
  );
}

export function Location({ place }: { place: Place }) {
  const words = useWording();
  const where = `${encodeURIComponent(place.latitude)}&mlon=${encodeURIComponent(place.longitude)}`;
  return (
    <a
      className="location"
      href={`https://www.openstreetmap.org/?mlat=${where}`}
      target="_blank"
      rel="noopener noreferrer"
    >
      <span className="map" aria-hidden="true">
        <Icon name="pin" />
      </span>
      <b>{place.label || words.location}</b>
      <small>{place.address || `${place.latitude}, ${place.longitude}`}</small>
    </a>
  );
}
