package com.acme.apps;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets llama.cpp of before 3.0 complete a prompt, stream to the end, and forgets one stream. */
public final class OldLlamaApp {
    private OldLlamaApp() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempDirectory("gguf").resolve("tiny.gguf");
        TinyLlama.write(file);
        InferenceParameters asked =
                new InferenceParameters().setNPredict(40).setSeed(7).setIgnoreEos(true);
        try (LlamaModel model = new LlamaModel(
                file.toString(), new ModelParameters().setNCtx(256).setNThreads(1))) {
            System.out.println(model.complete("the hen ", asked).length() + " characters");
            int chunks = 0;
            for (LlamaModel.Output output : model.generate("the hen ", asked)) {
                System.out.println(output.text);
                chunks++;
            }
            model.generate("the hen ", asked).iterator().next();
            System.out.println(chunks + 1 + " chunks");
            System.gc();
            Waiting.untilTold();
        }
        System.exit(0);
    }
}
