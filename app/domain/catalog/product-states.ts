export const approvalStatuses = ["PENDING", "APPROVED", "REJECTED"] as const;
export const productTypes = ["NORMAL", "GIFT_CARD", "SERVICE", "BUNDLE", "SAMPLE"] as const;
