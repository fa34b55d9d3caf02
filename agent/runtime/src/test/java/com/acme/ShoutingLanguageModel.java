package com.acme;

/** The JVM shows it before its super class, and that before the library's interface. */
public class ShoutingLanguageModel extends OwnLanguageModel {
    @Override
    public String generate(String prompt) {
        return prompt + '!';
    }
}
