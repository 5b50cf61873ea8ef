package io.forebay.server.demo;

import java.math.BigDecimal;
import java.util.Random;

/**
 * Makes sales of stores: 23 fields with a bar between them, some empty.
 *
 * @param text the file's lines
 * @param netPaid the sum of the column {@code ss_net_paid}
 */
record Sales(String text, int rows, BigDecimal netPaid) {
    private static final int EMPTY_ONE_IN = 25;

    /** @param seed the same seed gives the same sales */
    static Sales of(int dateKey, int rows, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(rows * 130);
        long cents = 0;
        for (int row = 0; row < rows; row++) {
            cents += line(text, random, dateKey, seed * 1_000_000 + row);
        }
        return new Sales(text.toString(), rows, BigDecimal.valueOf(cents, 2));
    }

    /** Adds one line and gives its net paid, in cents. */
    private static long line(StringBuilder text, Random random, int dateKey, long ticket) {
        int quantity = 1 + random.nextInt(100);
        long wholesale = 100 + random.nextInt(9_900);
        long list = wholesale + random.nextInt(10_000);
        long price = list * (50 + random.nextInt(51)) / 100;
        long coupon = random.nextInt(10) == 0 ? price * quantity / 10 : 0;
        long paid = price * quantity - coupon;
        long tax = paid * 8 / 100;
        text.append(dateKey).append('|').append(28_800 + random.nextInt(46_800)).append('|');
        text.append(1 + random.nextInt(18_000)).append('|');
        for (int most : new int[] {100_000, 1_920_800, 7_200, 50_000, 12, 300}) {
            maybe(text, random, 1 + random.nextInt(most));
        }
        text.append(ticket).append('|').append(quantity);
        for (long cents : new long[] {
            wholesale,
            list,
            price,
            (list - price) * quantity,
            price * quantity,
            wholesale * quantity,
            list * quantity,
            tax,
            coupon,
            paid,
            paid + tax,
            paid - wholesale * quantity
        }) {
            text.append('|').append(BigDecimal.valueOf(cents, 2));
        }
        text.append('\n');
        return paid;
    }

    private static void maybe(StringBuilder text, Random random, int key) {
        if (random.nextInt(EMPTY_ONE_IN) != 0) {
            text.append(key);
        }
        text.append('|');
    }
}
