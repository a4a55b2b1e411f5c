import { useNavigate, useSearchParams } from "@remix-run/react";
import { Box, InlineStack, Pagination } from "@shopify/polaris";

interface KeysetPaginationProps {
  label: string;
  nextCursor: string | null;
  previousCursor: string | null;
}

/** Previous and next page of a list whose address carries a cursor; other search parameters stay. */
export function KeysetPagination({ label, nextCursor, previousCursor }: KeysetPaginationProps) {
  const [searchParams] = useSearchParams();
  const navigate = useNavigate();
  if (nextCursor === null && previousCursor === null) return null;
  const goTo = (direction: "after" | "before", cursor: string | null) => {
    if (cursor === null) return;
    const target = new URLSearchParams(searchParams);
    target.delete("after");
    target.delete("before");
    target.set(direction, cursor);
    navigate({ search: `?${target}` });
  };
  return (
    <Box padding="300">
      <InlineStack align="center">
        <Pagination
          accessibilityLabel={label}
          hasPrevious={previousCursor !== null}
          hasNext={nextCursor !== null}
          onPrevious={() => goTo("before", previousCursor)}
          onNext={() => goTo("after", nextCursor)}
        />
      </InlineStack>
    </Box>
  );
}
