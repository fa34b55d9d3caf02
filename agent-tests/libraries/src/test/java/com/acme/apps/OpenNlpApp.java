package com.acme.apps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import opennlp.tools.chunker.ChunkSample;
import opennlp.tools.chunker.ChunkerFactory;
import opennlp.tools.chunker.ChunkerME;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorFactory;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageSample;
import opennlp.tools.lemmatizer.LemmaSample;
import opennlp.tools.lemmatizer.LemmatizerFactory;
import opennlp.tools.lemmatizer.LemmatizerME;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.NameSample;
import opennlp.tools.namefind.TokenNameFinderFactory;
import opennlp.tools.postag.POSSample;
import opennlp.tools.postag.POSTaggerFactory;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.sentdetect.SentenceDetectorFactory;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceSample;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;
import opennlp.tools.util.ObjectStream;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.Span;
import opennlp.tools.util.TrainingParameters;

/** Splits sentences into words with a trained model, and does all else with models that it trains on a few sentences. */
public final class OpenNlpApp {
    private static final String[] WORDS = {"The", "owl", "sees", "Anna"};
    private static final String[] TAGS = {"DT", "NN", "VB", "NNP"};

    private OpenNlpApp() {}

    public static void main(String[] arguments) throws Exception {
        TokenizerModel model =
                new TokenizerModel(OpenNlpApp.class.getResourceAsStream("/opennlp-en-ud-ewt-tokens-1.3-2.5.4.bin"));
        TokenizerME tokenizer = new TokenizerME(model);
        for (int i = 0; i < 10; i++) {
            tokenizer.tokenize("It isn't, is it?");
        }
        texts();
        categories();
        words();
        Waiting.untilTold();
    }

    private static void texts() throws IOException {
        String text = "Mr. Owl sees Anna. Anna sees it.";
        new SentenceDetectorME(SentenceDetectorME.train(
                        "en",
                        often(new SentenceSample(text, new Span(0, 18), new Span(19, 32))),
                        new SentenceDetectorFactory("en", true, null, null),
                        few()))
                .sentDetect(text);
        new LanguageDetectorME(LanguageDetectorME.train(
                        often(
                                new LanguageSample(new Language("eng"), text),
                                new LanguageSample(new Language("deu"), "Die Eule sieht Anna.")),
                        few(),
                        new LanguageDetectorFactory()))
                .predictLanguage(text);
    }

    static void categories() throws IOException {
        new DocumentCategorizerME(DocumentCategorizerME.train(
                        "en",
                        often(new DocumentSample("birds", WORDS), new DocumentSample("people", new String[] {"Anna"})),
                        few(),
                        new DoccatFactory()))
                .categorize(WORDS);
    }

    static void words() throws IOException {
        new NameFinderME(NameFinderME.train(
                        "en",
                        "person",
                        often(new NameSample(WORDS, new Span[] {new Span(3, 4, "person")}, true)),
                        few(),
                        new TokenNameFinderFactory()))
                .find(WORDS);
        new POSTaggerME(POSTaggerME.train("en", often(new POSSample(WORDS, TAGS)), few(), new POSTaggerFactory()))
                .tag(WORDS);
        new ChunkerME(ChunkerME.train(
                        "en",
                        often(new ChunkSample(WORDS, TAGS, new String[] {"B-NP", "I-NP", "B-VP", "B-NP"})),
                        few(),
                        new ChunkerFactory()))
                .chunk(WORDS, TAGS);
        new LemmatizerME(LemmatizerME.train(
                        "en",
                        often(new LemmaSample(WORDS, TAGS, new String[] {"the", "owl", "see", "Anna"})),
                        few(),
                        new LemmatizerFactory()))
                .lemmatize(WORDS, TAGS);
    }

    @SafeVarargs
    static <T> ObjectStream<T> often(T... samples) {
        List<T> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.addAll(List.of(samples));
        }
        return ObjectStreamUtils.createObjectStream(many);
    }

    /** As texts, which older versions take alone. */
    static TrainingParameters few() {
        TrainingParameters parameters = TrainingParameters.defaultParams();
        parameters.put(TrainingParameters.CUTOFF_PARAM, "0");
        parameters.put(TrainingParameters.ITERATIONS_PARAM, "5");
        return parameters;
    }
}
