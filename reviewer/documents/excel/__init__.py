"""Spreadsheets of all generations: .xlsx and .xlsm (`ooxml`), .xls and .et (`biff`), XML Spreadsheet 2003 (`xml2003`).
Each yields one table a worksheet, cells as the program shows them; what they have in common is in `worksheet`."""
