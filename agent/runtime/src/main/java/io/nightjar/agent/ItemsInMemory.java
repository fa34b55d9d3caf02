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

    /** Lets go of an item that will not be read again. */
    void forget(int row) {
        items.set(row, null);
    }

    /** How many there are in all that is held. */
    long bytes() {
        long bytes = 0;
        for (int i = 0; i < items.length(); i++) {
            byte[] item = items.get(i);
            bytes += item == null ? 0 : item.length;
        }
        return bytes;
    }
}
