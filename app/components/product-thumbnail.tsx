import { Thumbnail } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";

function NoImage() {
  return (
    <svg viewBox="0 0 20 20" style={{ fill: "none", stroke: "currentColor", strokeWidth: 1.3 }}>
      <rect x="3" y="4" width="14" height="12" rx="2" />
      <circle cx="7.5" cy="8" r="1.3" />
      <path d="m3.5 14 4-3.5 2.5 2 3-3 3.5 3.5" />
    </svg>
  );
}

/** A product's first picture. Its title always stands beside it, so it says nothing to a screen reader. */
export function ProductThumbnail({ imageUrl }: { imageUrl: string | null }) {
  const [brokenUrl, setBrokenUrl] = useState<string | null>(null);
  const frame = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // What failed before the page came alive tells nobody any more.
    const image = frame.current?.querySelector("img");
    if (image?.complete && image.naturalWidth === 0) setBrokenUrl(imageUrl);
  }, [imageUrl]);
  return (
    <span ref={frame} onErrorCapture={() => setBrokenUrl(imageUrl)}>
      <Thumbnail source={imageUrl === null || imageUrl === brokenUrl ? NoImage : imageUrl} alt="" size="extraSmall" />
    </span>
  );
}
