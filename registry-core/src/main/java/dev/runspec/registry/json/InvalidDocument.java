package dev.runspec.registry.json;

import static java.lang.Character.MAX_SURROGATE;
import static java.lang.Character.MIN_SURROGATE;

import dev.runspec.registry.Text;
import java.util.List;

/** A body that is not JSON, or whose members do not fit. */
public final class InvalidDocument extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Longest pointer and longest message, in characters. */
  private static final int LONGEST = 500;

  /** Most faults that are told of one document. */
  static final int MOST_FAULTS = 20;

  private final transient List<Fault> faults;

  InvalidDocument(List<Fault> faults) {
    super(faults.get(0).toString());
    this.faults = List.copyOf(faults);
  }

  InvalidDocument(String pointer, String message) {
    this(List.of(new Fault(pointer, message)));
  }

  /** What is wrong, in the order of the document; never empty. */
  public List<Fault> faults() {
    return faults;
  }

  /**
   * One thing that is wrong.
   *
   * @param pointer where, as an RFC 6901 JSON Pointer; empty for the document as a whole
   * @param message what was found and what was expected
   */
  public record Fault(String pointer, String message) {

    public Fault {
      pointer = printable(pointer);
      message = Text.inOneLine(printable(message));
    }

    /** What is told of a hostile document can itself be sent: not endless, and whole Unicode. */
    private static String printable(String text) {
      String told = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
      if (Text.isWhole(told)) {
        return told;
      }
      StringBuilder whole = new StringBuilder(told.length());
      told.codePoints()
          .map(each -> each >= MIN_SURROGATE && each <= MAX_SURROGATE ? 0xFFFD : each)
          .forEach(whole::appendCodePoint);
      return whole.toString();
    }

    /** Both in one line. */
    @Override
    public String toString() {
      return pointer.isEmpty() ? message : Text.inOneLine(pointer) + ": " + message;
    }
  }
}
