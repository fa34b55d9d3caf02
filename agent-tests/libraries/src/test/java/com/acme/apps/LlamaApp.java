package com.acme.apps;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets llama.cpp complete a prompt, stream to the end, stream until it is told to stop, and forgets one stream. */
public final class LlamaApp {
    private LlamaApp() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempDirectory("gguf").resolve("tiny.gguf");
        TinyLlama.write(file);
        ModelParameters parameters = new ModelParameters()
                .setModel(file.toString())
                .setCtxSize(256)
                .setThreads(1)
                .disableLog();
        try (LlamaModel model = new LlamaModel(parameters)) {
            System.out.println(model.complete(asked()).length() + " characters");
            System.out.println(model.complete(asked()).length() + " characters");
            int chunks = 0;
            for (LlamaOutput output : model.generate(asked())) {
                System.out.println(output.text);
                chunks++;
            }
            LlamaIterator stopped = model.generate(asked()).iterator();
            stopped.next();
            stopped.next();
            stopped.cancel();
            model.generate(asked()).iterator().next();
            System.out.println(chunks + 3 + " chunks");
            System.gc();
            Waiting.untilTold();
        }
        // A thread of the library's own waits for ever where a stream was not read to its end.
        System.exit(0);
    }

    private static InferenceParameters asked() {
        return new InferenceParameters("the hen ")
                .setNPredict(40)
                .setIgnoreEos(true)
                .setSeed(7);
    }
}
