package com.acme.apps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A Llama of two layers with random weights, as a GGUF file of half a megabyte: it talks gibberish, but a real engine runs
 * it. The same seed gives the same bytes.
 */
final class TinyLlama {
    private static final int VERSION = 3;
    private static final int ALIGNMENT = 32;
    private static final int WIDTH = 64;
    private static final int HIDDEN = 128;
    private static final int LAYERS = 2;
    private static final int HEADS = 4;

    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int BYTE = 6;

    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private final ByteArrayOutputStream shapes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final Random random = new Random(42);
    private int entries;
    private int tensors;

    private TinyLlama() {}

    /** Writes the model to that file. */
    static void write(Path file) throws IOException {
        TinyLlama model = new TinyLlama();
        model.architecture();
        int tokens = model.vocabulary();
        model.weights(tokens);
        Files.write(file, model.bytes());
    }

    private void architecture() {
        text("general.architecture", "llama");
        text("general.name", "tiny");
        number("llama.context_length", 256);
        number("llama.embedding_length", WIDTH);
        number("llama.block_count", LAYERS);
        number("llama.feed_forward_length", HIDDEN);
        number("llama.attention.head_count", HEADS);
        number("llama.attention.head_count_kv", HEADS);
        number("llama.rope.dimension_count", WIDTH / HEADS);
        entry("llama.attention.layer_norm_rms_epsilon", FLOAT32);
        float32(header, 1e-5f);
    }

    /** A SentencePiece vocabulary: three tokens of control, each byte, and some letters and words. */
    private int vocabulary() {
        List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        List<Integer> types = new ArrayList<>(List.of(UNKNOWN, CONTROL, CONTROL));
        for (int value = 0; value < 256; value++) {
            tokens.add(String.format("<0x%02X>", value));
            types.add(BYTE);
        }
        List<String> pieces = new ArrayList<>(List.of("\u2581"));
        for (char letter = 'a'; letter <= 'z'; letter++) {
            pieces.add(String.valueOf(letter));
        }
        pieces.addAll(List.of(
                "he",
                "ll",
                "\u2581h",
                "\u2581the",
                "in",
                "on",
                "er",
                "an",
                "re",
                "\u2581a",
                "\u2581s",
                "\u2581w",
                "ing",
                "ed",
                "\u2581to",
                "\u2581of",
                "\u2581is",
                "\u2581it",
                "ou",
                "th",
                ".",
                ","));
        for (String piece : pieces) {
            tokens.add(piece);
            types.add(NORMAL);
        }
        text("tokenizer.ggml.model", "llama");
        array("tokenizer.ggml.tokens", STRING, tokens.size());
        tokens.forEach(token -> string(header, token));
        array("tokenizer.ggml.scores", FLOAT32, tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            float32(header, -i);
        }
        array("tokenizer.ggml.token_type", INT32, types.size());
        types.forEach(type -> int32(header, type));
        number("tokenizer.ggml.unknown_token_id", 0);
        number("tokenizer.ggml.bos_token_id", 1);
        number("tokenizer.ggml.eos_token_id", 2);
        return tokens.size();
    }

    private void weights(int tokens) {
        matrix("token_embd.weight", WIDTH, tokens);
        for (int layer = 0; layer < LAYERS; layer++) {
            String block = "blk." + layer + '.';
            ones(block + "attn_norm.weight");
            matrix(block + "attn_q.weight", WIDTH, WIDTH);
            matrix(block + "attn_k.weight", WIDTH, WIDTH);
            matrix(block + "attn_v.weight", WIDTH, WIDTH);
            matrix(block + "attn_output.weight", WIDTH, WIDTH);
            ones(block + "ffn_norm.weight");
            matrix(block + "ffn_gate.weight", WIDTH, HIDDEN);
            matrix(block + "ffn_up.weight", WIDTH, HIDDEN);
            matrix(block + "ffn_down.weight", HIDDEN, WIDTH);
        }
        ones("output_norm.weight");
        matrix("output.weight", WIDTH, tokens);
    }

    private void ones(String name) {
        tensor(name, WIDTH);
        for (int i = 0; i < WIDTH; i++) {
            float32(data, 1);
        }
    }

    private void matrix(String name, int columns, int rows) {
        tensor(name, columns, rows);
        for (int i = 0; i < columns * rows; i++) {
            float32(data, (float) random.nextGaussian() / 8);
        }
    }

    private void tensor(String name, int... sizes) {
        tensors++;
        pad(data);
        string(shapes, name);
        int32(shapes, sizes.length);
        for (int size : sizes) {
            int64(shapes, size);
        }
        int32(shapes, 0);
        int64(shapes, data.size());
    }

    private byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        int32(file, VERSION);
        int64(file, tensors);
        int64(file, entries);
        file.writeBytes(header.toByteArray());
        file.writeBytes(shapes.toByteArray());
        pad(file);
        file.writeBytes(data.toByteArray());
        pad(file);
        return file.toByteArray();
    }

    private void entry(String key, int type) {
        entries++;
        string(header, key);
        int32(header, type);
    }

    private void text(String key, String value) {
        entry(key, STRING);
        string(header, value);
    }

    private void number(String key, int value) {
        entry(key, UINT32);
        int32(header, value);
    }

    private void array(String key, int type, int length) {
        entry(key, ARRAY);
        int32(header, type);
        int64(header, length);
    }

    private static void string(ByteArrayOutputStream out, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int64(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void int64(ByteArrayOutputStream out, long value) {
        int32(out, (int) value);
        int32(out, (int) (value >>> 32));
    }

    private static void float32(ByteArrayOutputStream out, float value) {
        int32(out, Float.floatToIntBits(value));
    }

    /** As GGUF has all its numbers: the lowest byte first. */
    private static void int32(ByteArrayOutputStream out, int value) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(value >>> shift);
        }
    }

    private static void pad(ByteArrayOutputStream out) {
        while (out.size() % ALIGNMENT != 0) {
            out.write(0);
        }
    }
}
