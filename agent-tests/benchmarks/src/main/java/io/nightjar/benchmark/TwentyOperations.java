package io.nightjar.benchmark;

import java.io.IOException;

/**
 * An application with twenty methods that an agent may watch: it calls each some times, says {@code ready}, and rests. For each
 * line on its standard input it collects its garbage and prints the bytes that are left; it ends with its input.
 */
final class TwentyOperations {
    private static final int ROUNDS = 2_000;
    private static final int COLLECTIONS = 3;

    private TwentyOperations() {}

    public static void main(String[] arguments) throws IOException {
        int sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            sum += callAll(round);
        }
        System.out.println("ready " + sum);
        for (int read = System.in.read(); read >= 0; read = System.in.read()) {
            if (read == '\n') {
                System.out.println(bytesInUse());
            }
        }
    }

    private static long bytesInUse() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static int callAll(int from) {
        int sum = from;
        sum += op0(sum);
        sum += op1(sum);
        sum += op2(sum);
        sum += op3(sum);
        sum += op4(sum);
        sum += op5(sum);
        sum += op6(sum);
        sum += op7(sum);
        sum += op8(sum);
        sum += op9(sum);
        sum += op10(sum);
        sum += op11(sum);
        sum += op12(sum);
        sum += op13(sum);
        sum += op14(sum);
        sum += op15(sum);
        sum += op16(sum);
        sum += op17(sum);
        sum += op18(sum);
        sum += op19(sum);
        return sum;
    }

    static int op0(int value) {
        return value + 0;
    }

    static int op1(int value) {
        return value + 1;
    }

    static int op2(int value) {
        return value + 2;
    }

    static int op3(int value) {
        return value + 3;
    }

    static int op4(int value) {
        return value + 4;
    }

    static int op5(int value) {
        return value + 5;
    }

    static int op6(int value) {
        return value + 6;
    }

    static int op7(int value) {
        return value + 7;
    }

    static int op8(int value) {
        return value + 8;
    }

    static int op9(int value) {
        return value + 9;
    }

    static int op10(int value) {
        return value + 10;
    }

    static int op11(int value) {
        return value + 11;
    }

    static int op12(int value) {
        return value + 12;
    }

    static int op13(int value) {
        return value + 13;
    }

    static int op14(int value) {
        return value + 14;
    }

    static int op15(int value) {
        return value + 15;
    }

    static int op16(int value) {
        return value + 16;
    }

    static int op17(int value) {
        return value + 17;
    }

    static int op18(int value) {
        return value + 18;
    }

    static int op19(int value) {
        return value + 19;
    }
}
