package com.acme.apps;

import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;

/** Splits sentences into words with a trained model. */
public final class OpenNlpApp {
    private OpenNlpApp() {}

    public static void main(String[] arguments) throws Exception {
        TokenizerModel model = new TokenizerModel(
                OpenNlpApp.class.getResourceAsStream("/opennlp-en-ud-ewt-tokens-1.3-2.5.4.bin"));
        TokenizerME tokenizer = new TokenizerME(model);
        for (int i = 0; i < 10; i++) {
            tokenizer.tokenize("It isn't, is it?");
        }
        Waiting.untilTold();
    }
}
