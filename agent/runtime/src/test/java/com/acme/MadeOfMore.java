package com.acme;

/** Constructors that call each other, with branches and objects made on the way. */
public class MadeOfMore extends Made {
    public MadeOfMore() {
        this("default", 1);
    }

    public MadeOfMore(String name, int count) {
        this(count > 1 ? new StringBuilder(name).append(" of ").append(count) : new StringBuilder(name.trim()));
        if (count < 0) {
            throw new IllegalStateException("count " + count);
        }
    }

    public MadeOfMore(CharSequence name) {
        super(name.toString());
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == 0) {
                return;
            }
            if (name.charAt(i) == '!') {
                throw new UnsupportedOperationException(name.toString());
            }
        }
    }

    public String broken() {
        throw new IllegalStateException("a getter that throws");
    }

    public int copies(int count) {
        int made = 0;
        for (int i = 0; i < count; i++) {
            made += new MadeOfMore(name, i).name.isEmpty() ? 0 : 1;
        }
        return made;
    }
}
