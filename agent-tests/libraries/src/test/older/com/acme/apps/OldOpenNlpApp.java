package com.acme.apps;

import java.io.IOException;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorFactory;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageSample;
import opennlp.tools.sentdetect.SentenceDetectorFactory;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceSample;
import opennlp.tools.tokenize.TokenSample;
import opennlp.tools.tokenize.TokenizerFactory;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.util.Span;

/** OpenNLP 1.8, which reads no models of today's versions: it trains its tokenizer too. */
public final class OldOpenNlpApp {
    private OldOpenNlpApp() {}

    public static void main(String[] arguments) throws Exception {
        TokenizerME tokenizer = new TokenizerME(TokenizerME.train(
                OpenNlpApp.often(new TokenSample("It is, is it?", new Span[] {
                    new Span(0, 2), new Span(3, 5), new Span(5, 6), new Span(7, 9), new Span(10, 12), new Span(12, 13)
                })),
                new TokenizerFactory("en", null, false, null),
                OpenNlpApp.few()));
        for (int i = 0; i < 10; i++) {
            tokenizer.tokenize("It isn't, is it?");
        }
        texts();
        OpenNlpApp.categories();
        OpenNlpApp.words();
        Waiting.untilTold();
    }

    /** What takes a text as a String here. */
    private static void texts() throws IOException {
        String text = "Mr. Owl sees Anna. Anna sees it.";
        new SentenceDetectorME(SentenceDetectorME.train(
                        "en",
                        OpenNlpApp.often(new SentenceSample(text, new Span(0, 18), new Span(19, 32))),
                        new SentenceDetectorFactory("en", true, null, null),
                        OpenNlpApp.few()))
                .sentDetect(text);
        new LanguageDetectorME(LanguageDetectorME.train(
                        OpenNlpApp.often(
                                new LanguageSample(new Language("eng"), text),
                                new LanguageSample(new Language("deu"), "Die Eule sieht Anna.")),
                        OpenNlpApp.few(),
                        new LanguageDetectorFactory()))
                .predictLanguage(text);
    }
}
