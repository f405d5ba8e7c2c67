"""Writes the workbooks of fixtures/lists that other programs have written: openpyxl, XlsxWriter, and LibreOffice.

Run as: /usr/bin/python3 scripts/make-workbooks.py (Debian: python3-openpyxl, python3-xlsxwriter, libreoffice-calc-nogui). Their bytes differ
with the versions and the day, so they are kept as they were written once. What each is read as stands beside it, and is checked by a test.
"""

import datetime
import pathlib
import subprocess
import tempfile

import openpyxl
import openpyxl.styles
import xlsxwriter

LISTS = pathlib.Path(__file__).parent.parent / "fixtures" / "lists"
HEADER = ["User ID", "Name", "Work Email", "Termination Date", "Department"]


def openpyxl_list():
    """Numbers as IDs under a format that shows their zeros, dates, a formula without a result, a hidden sheet, and one with notes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Leavers 2026"
    sheet.append(HEADER)
    sheet.append([12345678, "Käthe Groß", "kaethe.gross@example.com", datetime.date(2026, 3, 4), "Sales"])
    sheet.append([87654321, "Łukasz Nowak", "lukasz.nowak@example.com", datetime.datetime(2026, 12, 31, 17, 30), "IT"])
    sheet.append([555, "Ben Hughes", '=LOWER("BEN@EXAMPLE.COM")', datetime.date(2026, 11, 20), "IT"])
    sheet.append([1234567890123456789, "Cy Lee", "cy.lee@example.com", datetime.date(2026, 11, 20), "IT"])
    for row in range(2, 6):
        sheet.cell(row, 1).number_format = "0000000000"
        sheet.cell(row, 4).number_format = "DD/MM/YYYY"
    old = book.create_sheet("Old")
    old.append(HEADER)
    old.append([99, "Eve Boss", "eve.boss@example.com", datetime.date(2025, 1, 1), "Sales"])
    old.sheet_state = "hidden"
    notes = book.create_sheet("Notes")
    notes.append(["Ask Eve before you send this on."])
    book.save(LISTS / "workbook-openpyxl.xlsx")


def openpyxl_filter():
    """A filter that was set by a program: no row is hidden yet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER)
    sheet.append(["u1a", "Anna Smith", "anna@example.com", datetime.date(2026, 11, 20), "Sales"])
    sheet.append(["u2b", "Ben Hughes", "ben@example.com", datetime.date(2026, 11, 20), "IT"])
    sheet.auto_filter.ref = "A1:E3"
    sheet.auto_filter.add_filter_column(4, ["Sales"])
    book.save(LISTS / "workbook-filter.xlsx")


def xlsxwriter_list():
    """Rich strings, booleans, a format with text in it, a formula whose result nobody has computed, and titles above the header."""
    book = xlsxwriter.Workbook(str(LISTS / "workbook-xlsxwriter.xlsx"), {"in_memory": True})
    sheet = book.add_worksheet("Departs")
    bold = book.add_format({"bold": True})
    number = book.add_format({"num_format": '"K"00000'})
    day = book.add_format({"num_format": 'd" "mmmm" "yyyy'})
    for column, text in enumerate(["Benutzer-ID", "Vollständiger Name", "E-Mail", "Austrittsdatum", "Remote"]):
        sheet.write(0, column, text, bold)
    sheet.write_number(1, 0, 42, number)
    sheet.write_rich_string(1, 1, "Sören ", bold, "Müller")
    sheet.write_string(1, 2, "soeren.mueller@example.com")
    sheet.write_datetime(1, 3, datetime.datetime(2026, 10, 9), day)
    sheet.write_boolean(1, 4, True)
    sheet.write_number(2, 0, 43, number)
    sheet.write_string(2, 1, " Zoë\nÅkesson ")
    sheet.write_formula(2, 2, "=F3")
    sheet.write_formula(2, 3, "=TODAY()", day, 46000)
    sheet.write_boolean(2, 4, False)
    sheet.write_number(3, 0, 44, number)
    sheet.write_string(3, 1, "Ana Núñez")
    sheet.write_string(3, 2, "ana@example.com")
    sheet.write_formula(3, 3, "=G4", day)
    book.close()


def libreoffice_lists():
    """A CSV file that LibreOffice has read and saved: as .xlsx, and as what is no list."""
    lines = [
        "ID utilisateur;Nom complet;Adresse e-mail;Date de sortie;Matricule",
        "k7d2m9qx4t;Hélène Lefèvre;helene.lefevre@example.com;2026-10-09;0012",
        "p3f8r6wz1n;Noël Dupont;noel.dupont@example.com;2026-12-31;0013",
        "w5c1j8vb3s;Zoé Martin;zoe.martin@example.com;2026-11-30;0014",
    ]
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "workbook-libreoffice.csv"
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        # Semicolons, UTF-8; the matricule as text, the date as a date written year first.
        read = "CSV:59,34,76,1,1/2/2/2/3/2/4/5/5/2"
        for kind in ["xlsx:Calc MS Excel 2007 XML", "ods", "xls:MS Excel 97"]:
            subprocess.run(
                ["soffice", "--headless", "--infilter=" + read, "--convert-to", kind, "--outdir", folder, str(source)],
                check=True,
                stdout=subprocess.DEVNULL,
            )
        for ending in ["xlsx", "ods", "xls"]:
            made = pathlib.Path(folder) / ("workbook-libreoffice." + ending)
            (LISTS / made.name).write_bytes(made.read_bytes())


openpyxl_list()
openpyxl_filter()
xlsxwriter_list()
libreoffice_lists()
