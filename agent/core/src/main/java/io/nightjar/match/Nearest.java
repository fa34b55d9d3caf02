package io.nightjar.match;

/** The known word that is nearest to a mistyped one. */
public final class Nearest {
    private Nearest() {}

    /**
     * The nearest of the known words by edit distance, else the first that begins with the whole word or ends in it;
     * empty where none is near enough to be meant.
     */
    public static String of(String word, Iterable<String> known) {
        String best = "";
        int bestDistance = Math.max(2, word.length() / 3) + 1;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - word.length()) >= bestDistance) {
                continue;
            }
            int distance = distance(word, candidate);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? around(word, known) : best;
    }

    private static String around(String word, Iterable<String> known) {
        String ending = "";
        for (String candidate : known) {
            if (!word.isEmpty() && candidate.startsWith(word.concat("."))) {
                return candidate;
            }
            if (ending.isEmpty() && !word.isEmpty() && candidate.endsWith(".".concat(word))) {
                ending = candidate;
            }
        }
        return ending;
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other, case ignored. */
    public static int distance(String left, String right) {
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = same(left, i, right, j) ? 0 : 1;
                row[j] = Math.min(last[j - 1] + change, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && same(left, i, right, j - 1) && same(left, i - 1, right, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[right.length()];
    }

    private static boolean same(String left, int i, String right, int j) {
        return Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
    }
}
