package dev.runspec.registry.server.resource;

import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The session list of SuperPuTTY. Written with an XML writer, so that hostile names stay text. */
final class SuperPutty {

  private static final String NAMESPACE = "http://schemas.datacontract.org/2004/07/SuperPuTTY";

  private SuperPutty() {}

  static String sessions(Catalog catalog, String user) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("utf-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("ArrayOfSessionData");
      xml.writeDefaultNamespace(NAMESPACE);
      for (Member member : catalog.live().speakers()) {
        write(member.registration(), user, xml);
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing XML into memory failed", e);
    }
    return text.toString();
  }

  private static void write(Registration instance, String user, XMLStreamWriter xml)
      throws XMLStreamException {
    String host = instance.host().value();
    xml.writeCharacters("\n  ");
    xml.writeStartElement("SessionData");
    element(xml, "Host", host);
    element(xml, "Port", "22");
    element(xml, "Proto", "SSH");
    element(xml, "PuttySession", "Default Settings");
    element(xml, "SessionId", "runspec/" + instance.name() + "/" + host);
    element(xml, "SessionName", instance.name() + " (" + host + ")");
    element(xml, "Username", user);
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void element(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement(name);
    xml.writeCharacters(writable(text));
    xml.writeEndElement();
  }

  /** XML 1.0 has no way to write some characters at all; they become U+FFFD. */
  private static String writable(String text) {
    StringBuilder writable = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> isWritable(point) ? point : 0xFFFD)
        .forEach(writable::appendCodePoint);
    return writable.toString();
  }

  private static boolean isWritable(int point) {
    return point == '\t' || point == '\n' || (point >= 0x20 && point != 0xFFFE && point != 0xFFFF);
  }
}
