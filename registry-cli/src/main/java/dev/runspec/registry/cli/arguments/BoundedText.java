package dev.runspec.registry.cli.arguments;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A text that lets itself be looked at only so often: a pattern that goes back and forth without
 * end is stopped by it.
 *
 * @param text the text
 * @param left how many looks are left, of all texts that share it
 */
record BoundedText(String text, AtomicInteger left) implements CharSequence {

  @Override
  public char charAt(int index) {
    if (left.decrementAndGet() < 0) {
      throw new UncheckableSchema("has a pattern that takes too long");
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new BoundedText(text.substring(start, end), left);
  }

  @Override
  public String toString() {
    return text;
  }
}
