import { useAppBridge } from "@shopify/app-bridge-react";
import { Button } from "@shopify/polaris";
import { useState } from "react";
import { downloadFile } from "../../inventory/run/download-file.ts";
import { useTexts } from "../../texts/use-texts.tsx";

interface DownloadFailuresProps {
  batchId: string;
  label: string;
  /** Only rows of this error group. */
  errorGroup?: string;
  size?: "slim" | "medium";
}

/** Downloads failed rows as a file to correct. */
export function DownloadFailures({ batchId, label, errorGroup, size = "medium" }: DownloadFailuresProps) {
  const t = useTexts();
  const shopify = useAppBridge();
  const [isLoading, setIsLoading] = useState(false);
  const search = errorGroup === undefined ? "" : `?errorGroup=${errorGroup}`;
  const download = async () => {
    setIsLoading(true);
    const isDone = await downloadFile(`/app/batches/${batchId}/failures.csv${search}`, `failed-rows-${batchId}.csv`);
    setIsLoading(false);
    shopify.toast.show(t(isDone ? "Downloaded." : "The file could not be downloaded. Try again."), {
      isError: !isDone,
    });
  };
  return (
    <Button size={size} loading={isLoading} onClick={() => void download()}>
      {label}
    </Button>
  );
}
