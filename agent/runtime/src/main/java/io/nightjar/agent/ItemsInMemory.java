package io.nightjar.agent;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Items as arrays, each until it is forgotten. Thread-safe. */
final class ItemsInMemory implements HeldItems, ItemSink {
    private final AtomicReferenceArray<byte[]> items;

    ItemsInMemory(int rows) {
        items = new AtomicReferenceArray<>(rows);
    }

    @Override
    public void put(int row, byte[] item) {
        items.set(row, item);
    }

    @Override
    public HeldItems all() {
        return this;
    }

    @Override
    public byte[] get(int row) {
        return items.get(row);
    }

    @Override
    public boolean areForgotten() {
        return true;
    }

    @Override
    public void forget(int row) {
        items.set(row, null);
    }

    @Override
    public long bytesInMemory() {
        long bytes = 0;
        for (int i = 0; i < items.length(); i++) {
            byte[] item = items.get(i);
            bytes += item == null ? 0 : item.length;
        }
        return bytes;
    }
}
