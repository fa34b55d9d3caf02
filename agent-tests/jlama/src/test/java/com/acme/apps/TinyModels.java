package com.acme.apps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Llama of two layers and a Bert of one that classifies, as folders of the form that Hugging Face's have. Their weights are
 * random: they talk gibberish, but a real engine runs them.
 */
final class TinyModels {
    /** How many tokens fit into the Llama. */
    static final int CONTEXT = 64;

    private static final int WIDTH = 64;
    private static final int HIDDEN = 128;
    private static final int LAYERS = 2;

    private TinyModels() {}

    /** Writes a Llama into a folder, which it makes, and returns that. Each letter and the space is a token; none ends its answers. */
    static Path llama(Path folder) throws IOException {
        Files.createDirectories(folder);
        int tokens = write(
                folder.resolve("tokenizer.json"),
                "\"BPE\", \"unk_token\": \"<unk>\"",
                "\"<unk>\": 0, \"<s>\": 1, \"</s>\": 2, \"\u2581\": 3",
                "{\"id\": 1, \"content\": \"<s>\", \"special\": true}, {\"id\": 2, \"content\": \"</s>\", \"special\": true}");
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "llama", "max_position_embeddings": %d, "hidden_size": %d, "intermediate_size": %d,
                 "num_attention_heads": 4, "num_key_value_heads": 4, "num_hidden_layers": %d, "rms_norm_eps": 1e-5,
                 "vocab_size": %d, "bos_token_id": 1, "eos_token_id": %d, "hidden_act": "silu"}
                """.formatted(CONTEXT, WIDTH, HIDDEN, LAYERS, tokens, tokens));
        SafeTensors weights = new SafeTensors();
        weights.matrix("model.embed_tokens.weight", tokens, WIDTH);
        for (int layer = 0; layer < LAYERS; layer++) {
            String block = "model.layers." + layer + '.';
            weights.vector(block + "input_layernorm.weight", WIDTH, 1);
            for (String part : new String[] {"q", "k", "v", "o"}) {
                weights.matrix(block + "self_attn." + part + "_proj.weight", WIDTH, WIDTH);
            }
            weights.vector(block + "post_attention_layernorm.weight", WIDTH, 1);
            weights.matrix(block + "mlp.gate_proj.weight", HIDDEN, WIDTH);
            weights.matrix(block + "mlp.up_proj.weight", HIDDEN, WIDTH);
            weights.matrix(block + "mlp.down_proj.weight", WIDTH, HIDDEN);
        }
        weights.vector("model.norm.weight", WIDTH, 1);
        weights.matrix("lm_head.weight", tokens, WIDTH);
        weights.write(folder.resolve("model.safetensors"));
        return folder;
    }

    /** Writes a Bert that tells wild birds from tame ones into a folder, which it makes, and returns that. */
    static Path bert(Path folder) throws IOException {
        Files.createDirectories(folder);
        int tokens = write(
                folder.resolve("tokenizer.json"),
                "\"WordPiece\", \"unk_token\": \"[UNK]\"",
                "\"[UNK]\": 0, \"[CLS]\": 1, \"[SEP]\": 2, \"hen\": 3",
                "");
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "bert", "max_position_embeddings": %d, "hidden_size": %d, "intermediate_size": %d,
                 "num_attention_heads": 4, "num_hidden_layers": 1, "layer_norm_eps": 1e-5, "hidden_act": "gelu",
                 "vocab_size": %d, "label2id": {"wild": 0, "tame": 1}}
                """.formatted(CONTEXT, WIDTH, HIDDEN, tokens));
        SafeTensors weights = new SafeTensors();
        weights.matrix("embeddings.word_embeddings.weight", tokens, WIDTH);
        weights.matrix("embeddings.token_type_embeddings.weight", 2, WIDTH);
        weights.matrix("embeddings.position_embeddings.weight", CONTEXT, WIDTH);
        norm(weights, "embeddings.LayerNorm");
        String layer = "encoder.layer.0.";
        for (String part : new String[] {"self.key", "self.query", "self.value", "output.dense"}) {
            dense(weights, layer + "attention." + part, WIDTH, WIDTH);
        }
        dense(weights, layer + "intermediate.dense", HIDDEN, WIDTH);
        dense(weights, layer + "output.dense", WIDTH, HIDDEN);
        norm(weights, layer + "attention.output.LayerNorm");
        norm(weights, layer + "output.LayerNorm");
        dense(weights, "pooler.dense", WIDTH, WIDTH);
        dense(weights, "classifier", 2, WIDTH);
        weights.write(folder.resolve("model.safetensors"));
        return folder;
    }

    /** A tokenizer that knows these tokens and the letters; returns how many in all. */
    private static int write(Path file, String kind, String first, String added) throws IOException {
        StringBuilder vocabulary = new StringBuilder(first);
        int tokens = 4;
        for (char letter = 'a'; letter <= 'z'; letter++) {
            vocabulary.append(", \"").append(letter).append("\": ").append(tokens++);
        }
        Files.writeString(file, """
                {"model": {"type": %s, "vocab": {%s}, "merges": []}, "added_tokens": [%s]}
                """.formatted(kind, vocabulary, added));
        return tokens;
    }

    private static void dense(SafeTensors weights, String name, int rows, int columns) {
        weights.matrix(name + ".weight", rows, columns);
        weights.vector(name + ".bias", rows, 0);
    }

    private static void norm(SafeTensors weights, String name) {
        weights.vector(name + ".weight", WIDTH, 1);
        weights.vector(name + ".bias", WIDTH, 0);
    }
}
