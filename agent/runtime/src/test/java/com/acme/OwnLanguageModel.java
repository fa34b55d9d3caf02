package com.acme;

import dev.langchain4j.model.language.LanguageModel;

/** An application's own base of its models. */
public class OwnLanguageModel implements LanguageModel {
    @Override
    public String generate(String prompt) {
        return prompt;
    }
}
