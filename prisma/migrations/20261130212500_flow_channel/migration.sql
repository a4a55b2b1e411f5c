ALTER TYPE "notification_channel" ADD VALUE 'FLOW';
