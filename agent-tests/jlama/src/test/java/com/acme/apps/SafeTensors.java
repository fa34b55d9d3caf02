package com.acme.apps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** The weights of a model, as a file of the form safetensors; most are random, and always the same. Confined to one thread. */
final class SafeTensors {
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final StringBuilder header = new StringBuilder("{");
    private final Random random = new Random(42);

    /** Of one value throughout. */
    void vector(String name, int size, float value) {
        begin(name, "[" + size + ']', size);
        for (int i = 0; i < size; i++) {
            float32(value);
        }
    }

    /** With random values. */
    void matrix(String name, int rows, int columns) {
        begin(name, "[" + rows + ", " + columns + ']', rows * columns);
        for (int i = 0; i < rows * columns; i++) {
            float32((float) random.nextGaussian() / 8);
        }
    }

    private void begin(String name, String shape, int values) {
        int end = data.size() + values * Float.BYTES;
        header.append(header.length() == 1 ? "" : ", ")
                .append("\"%s\": {\"dtype\": \"F32\", \"shape\": %s, \"data_offsets\": [%d, %d]}"
                        .formatted(name, shape, data.size(), end));
    }

    private void float32(float value) {
        data.writeBytes(little(Float.BYTES).putFloat(value).array());
    }

    /** The length of the header, the header, the data. */
    void write(Path file) throws IOException {
        byte[] head = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(little(Long.BYTES).putLong(head.length).array());
        all.writeBytes(head);
        all.writeBytes(data.toByteArray());
        Files.write(file, all.toByteArray());
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
