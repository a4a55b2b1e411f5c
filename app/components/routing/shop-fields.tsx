import { Banner, BlockStack, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useState } from "react";
import type { ShopChoice, ShopChoices } from "#app/domain/stores/routing/shop-choices.server.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { useSearchText } from "../use-search-text.ts";
import { ChoicePicker } from "./choice-picker.tsx";
import { TypedIds } from "./typed-ids.tsx";
import { useShopChoices, type KnownShop } from "./use-shop-choices.ts";

type Name = "publicationIds" | "collectionIds";

interface ChosenProps extends Record<Name, readonly string[]> {
  errorOf: (name: Name) => string | false;
  onChange: (name: Name, ids: string[]) => void;
}

interface ShopFieldsProps extends ChosenProps {
  storeId: string;
}

/** Where in the shop products appear, chosen from what the shop has. */
export function ShopFields({ storeId, ...chosen }: ShopFieldsProps) {
  const t = useTexts();
  const ids = [...chosen.publicationIds, ...chosen.collectionIds];
  const shop = useShopChoices(storeId, ids);
  if (shop.answer?.told) return <PickedFields {...chosen} choices={shop.answer.told} shop={shop} />;
  if (shop.answer === null)
    return (
      <div role="status">
        <InlineStack gap="200" blockAlign="center">
          <Spinner size="small" />
          <Text as="span" tone="subdued">
            {t("The shop is asked for its sales channels and collections.")}
          </Text>
        </InlineStack>
      </div>
    );
  return (
    <BlockStack gap="400">
      <Banner
        tone="warning"
        title={t("The shop does not say which sales channels and collections it has")}
        action={{ content: t("Ask again"), onAction: () => shop.ask(ids), loading: shop.isAsking }}
      >
        <p>{shop.answer.unreadBecause}</p>
        <p>{t("What is chosen stays, and ids can be typed meanwhile.")}</p>
      </Banner>
      <TypedFields {...chosen} />
    </BlockStack>
  );
}

function PickedFields(props: ChosenProps & { choices: ShopChoices; shop: KnownShop }) {
  const { publicationIds, collectionIds, errorOf, onChange, choices, shop } = props;
  const t = useTexts();
  const [channelText, setChannelText] = useState("");
  const [asked, setAsked] = useState("");
  const [collectionText, setCollectionText] = useSearchText(asked, (text) => {
    setAsked(text);
    shop.search(text);
  });
  const [picked, setPicked] = useState<readonly ShopChoice[]>([]);
  const { collections, hasMoreCollections } = shop.found?.told ?? (shop.found === null ? choices : NOTHING_FOUND);
  const names = new Map(
    [...choices.named, ...choices.channels, ...choices.collections, ...picked].map(({ id, name }) => [id, name]),
  );
  const nameOf = (id: string) => names.get(id) ?? null;
  const channels = choices.channels.filter(({ name }) =>
    name.toLocaleLowerCase().includes(channelText.trim().toLocaleLowerCase()),
  );
  return (
    <BlockStack gap="400">
      <ChoicePicker
        label={t("Sales channels")}
        helpText={t("Products that the app creates are published there. Without any, it publishes nothing.")}
        error={errorOf("publicationIds")}
        placeholder={t("Choose sales channels")}
        choices={channels}
        emptyText={
          choices.channels.length === 0
            ? t("The shop has no sales channels.")
            : t("No sales channel matches that. Try a part of its name.")
        }
        text={channelText}
        onType={setChannelText}
        chosen={publicationIds}
        nameOf={nameOf}
        onChoose={(ids) => onChange("publicationIds", ids)}
      />
      <ChoicePicker
        label={t("Collections")}
        helpText={t("Those that products are put into by hand. Collections with conditions choose by themselves.")}
        error={errorOf("collectionIds")}
        placeholder={t("Search collections")}
        choices={collections}
        listTitle={hasMoreCollections ? t("There are more: type a part of the name") : undefined}
        emptyText={
          shop.found?.unreadBecause ??
          (asked === ""
            ? t("The shop has no collections that products are put into by hand.")
            : t("No collection matches that. Try the beginning of a word of its name."))
        }
        isSearching={shop.isSearching}
        text={collectionText}
        onType={setCollectionText}
        chosen={collectionIds}
        nameOf={nameOf}
        onChoose={(ids) => {
          setPicked([...picked, ...collections.filter(({ id }) => ids.includes(id))]);
          onChange("collectionIds", ids);
        }}
      />
    </BlockStack>
  );
}

const NOTHING_FOUND = { collections: [], hasMoreCollections: false };

function TypedFields({ publicationIds, collectionIds, errorOf, onChange }: ChosenProps) {
  const t = useTexts();
  return (
    <BlockStack gap="400">
      <TypedIds
        label={t("Sales channels")}
        helpText={t(
          "Ids like gid://shopify/Publication/123, one a line. Without any, products are not published by the app.",
        )}
        error={errorOf("publicationIds")}
        ids={publicationIds}
        onChange={(ids) => onChange("publicationIds", ids)}
      />
      <TypedIds
        label={t("Collections")}
        helpText={t("Ids like gid://shopify/Collection/123, one a line.")}
        error={errorOf("collectionIds")}
        ids={collectionIds}
        onChange={(ids) => onChange("collectionIds", ids)}
      />
    </BlockStack>
  );
}
